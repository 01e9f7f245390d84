import { planPage } from '../../../../server/queries/page_plan';

const SIZE = 25;
const TOTAL = 100_000;
const place = (row: number) => ({ row, sort: [row] });

describe('the way to a page', () => {
  it('should number rows within the first window, whatever is known', () => {
    expect(planPage(9_975, SIZE, TOTAL, place(9_974))).toEqual({
      reversed: false,
      after: undefined,
      skip: 9_975,
      size: SIZE,
    });
  });

  it('should start at the nearer end', () => {
    expect(planPage(40_000, SIZE, TOTAL, undefined)).toMatchObject({
      reversed: false,
      skip: 40_000,
    });
    expect(planPage(60_000, SIZE, TOTAL, undefined)).toMatchObject({
      reversed: true,
      skip: 39_975,
    });
  });

  it('should go on from the row before, or back from the row behind, at no cost', () => {
    expect(planPage(50_000, SIZE, TOTAL, place(49_999))).toEqual({
      reversed: false,
      after: [49_999],
      skip: 0,
      size: SIZE,
    });
    expect(planPage(50_000, SIZE, TOTAL, place(50_025))).toEqual({
      reversed: true,
      after: [50_025],
      skip: 0,
      size: SIZE,
    });
  });

  it('should step over the rows between a known row and the page', () => {
    expect(planPage(50_000, SIZE, TOTAL, place(49_899))).toMatchObject({ skip: 100 });
    expect(planPage(50_000, SIZE, TOTAL, place(50_125))).toMatchObject({
      reversed: true,
      skip: 100,
    });
  });

  it('should ignore a known row that is farther than an end, or stands in the page', () => {
    expect(planPage(99_000, SIZE, TOTAL, place(20_000))).toMatchObject({
      reversed: true,
      after: undefined,
      skip: 975,
    });
    expect(planPage(99_000, SIZE, TOTAL, place(99_010))).toMatchObject({ after: undefined });
  });

  it('should ask for the rest only on the last page, and for nothing behind it', () => {
    expect(planPage(99_990, SIZE, TOTAL, undefined)).toMatchObject({ size: 10, skip: 0 });
    expect(planPage(100_000, SIZE, TOTAL, undefined)).toMatchObject({ size: 0 });
  });
});
