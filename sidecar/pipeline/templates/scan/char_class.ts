/** What a UTF-16 unit can be; bits, so that a word's classes add up while it is read. */
export const DIGIT = 1;
export const LETTER = 2;
/** A letter that no hexadecimal number holds. */
export const NON_HEX = 4;
export const UPPER = 8;
export const UNDERSCORE = 16;
export const SPACE = 32;
/** Joins two parts of one word when both neighbours are word units: a.b, a-b, a:b. */
export const JOINER = 64;
/** Makes a word of its own when two or more stand alone between spaces: ****. */
export const SYMBOL = 128;
export const WORD = DIGIT | LETTER | UNDERSCORE;

/** Class bits of each UTF-16 unit. Typed as plain numbers: one table, read for every unit. */
export const CHAR_CLASS: Uint16Array = buildClasses();

function buildClasses(): Uint16Array {
  const classes = new Uint16Array(65536).fill(LETTER | NON_HEX);
  classes.fill(SPACE, 0, 33);
  classes.fill(0, 33, 128);
  classes[127] = SPACE;
  for (let c = 48; c <= 57; c++) classes[c] = DIGIT;
  for (let c = 97; c <= 122; c++) {
    const hex = c <= 102 ? 0 : NON_HEX;
    classes[c] = LETTER | hex;
    classes[c - 32] = LETTER | UPPER | hex;
  }
  classes[0x5f] = UNDERSCORE | NON_HEX;
  for (const joiner of ".-/\\@#$%+~:'") classes[joiner.charCodeAt(0)] |= JOINER;
  for (const symbol of '*#!?~^%&$@+') classes[symbol.charCodeAt(0)] |= SYMBOL;
  const spaces = [0x80, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff];
  for (const c of spaces) classes[c] = SPACE;
  classes.fill(SPACE, 0x2000, 0x200b);
  return classes;
}
