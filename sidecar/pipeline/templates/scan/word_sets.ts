/** FNV-1a over UTF-16 units: the hash of a word in the scanner and in the sets below. */
export const FNV_OFFSET = 0x811c9dc5 | 0;
export const FNV_PRIME = 0x01000193;

export function hashText(text: string): number {
  let h = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), FNV_PRIME);
  return h;
}

export function hashUnits(units: Uint16Array, start: number, end: number): number {
  let h = FNV_OFFSET;
  for (let i = start; i < end; i++) h = Math.imul(h ^ units[i], FNV_PRIME);
  return h;
}

/** A fixed set of words, asked by hash so that the scanner makes no string. */
export class WordSet {
  private readonly slots: Int32Array;
  private readonly used: Uint8Array;
  private readonly mask: number;

  constructor(words: readonly string[]) {
    let size = 16;
    while (size < words.length * 4) size *= 2;
    this.slots = new Int32Array(size);
    this.used = new Uint8Array(size);
    this.mask = size - 1;
    for (const word of words) {
      const h = hashText(word);
      let at = (h ^ (h >>> 15)) & this.mask;
      while (this.used[at] === 1) at = (at + 1) & this.mask;
      this.used[at] = 1;
      this.slots[at] = h;
    }
  }

  has(hash: number): boolean {
    let at = (hash ^ (hash >>> 15)) & this.mask;
    while (this.used[at] === 1) {
      if (this.slots[at] === hash) return true;
      at = (at + 1) & this.mask;
    }
    return false;
  }
}

const split = (text: string): string[] => text.trim().split(/\s+/);
const anyCase = (words: string[]): string[] =>
  words.flatMap((w) => [w, w.toUpperCase(), w[0].toUpperCase() + w.slice(1)]);

export const WEEKDAYS = new WordSet(split('Mon Tue Wed Thu Fri Sat Sun'));
export const MONTHS = new WordSet(split('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'));

/** Units and time zones: after a number they belong to it. */
export const UNITS = new WordSet(
  split(`B b K k KB kB kb KiB M MB Mb MiB G GB Gb GiB T TB TiB PB bps kbps Mbps Gbps Hz kHz MHz GHz
    ns us ms s m h d sec secs msec usec min mins C F W V A mW mV mA UTC GMT Z EST EDT CST CDT MST MDT PST PDT CET CEST MSK JST
    AM PM am pm`),
);

/** Values that stand for "nothing" or a truth value, variable when they follow a key. */
export const LITERALS = new WordSet(anyCase(split('true false null nil none undefined')));

/** Last labels that make a dotted name a host with one dot, and with two. */
export const HOST_ENDINGS = new WordSet(
  split('com net org edu gov mil arpa local localdomain lan internal'),
);
/** Country codes, without those that are file endings as often (py, sh, so, md, ps, cc, rs, pm). */
export const COUNTRY_ENDINGS = new WordSet(
  split(`info biz int name ac ad ae af ag ai al am ao aq ar as at au aw az ba bb bd be bf bg bh bi bj bm
    bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co cr cu cv cx cy cz de dj dk dm do dz ec ee
    eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn
    hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk
    lr ls lt lu lv ly ma mc me mg mh mk mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl
    no np nr nu nz om pa pe pf pg ph pk pl pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn
    sr st su sv sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi
    vn vu wf ws ye yt za zm zw`),
);
/** First labels of class names that are written like hosts the other way round. */
export const REVERSED_DOMAINS = new WordSet(
  split('com net org edu gov io java javax javafx sun jdk android androidx kotlin scala System'),
);
