import { csvRow } from '../../../../../server/queries/export/csv';

describe('a row of CSV', () => {
  it('should quote what needs it, and double quotes', () => {
    expect(csvRow(['plain', 'a, b', 'say "no"', 'two\nlines', 97.5])).toBe(
      'plain,"a, b","say ""no""","two\nlines",97.5\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@sum(a1)', '\t=1', '\r=1'])(
    'should let no spreadsheet run %j',
    (text) => {
      expect(csvRow([text]).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('should leave numbers numbers', () => {
    expect(csvRow([-1, 0.5])).toBe('-1,0.5\r\n');
  });
});
