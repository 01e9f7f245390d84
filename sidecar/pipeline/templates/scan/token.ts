/** What a token of a message is; the low three bits of its code. */
export const WORD_TOKEN = 1;
/** Letters with digits, such as blk_42 or ee0: the letters count, the digits do not. */
export const PREFIXED_TOKEN = 2;
/** A number, address, path and the like: only its being there counts. */
export const VALUE_TOKEN = 3;
export const KIND_BITS = 7;
/** Repeats the token before it, so it does not count in the skeleton. */
export const COLLAPSED = 8;
/** A unit that belongs to the value before it. */
export const UNIT = 16;
