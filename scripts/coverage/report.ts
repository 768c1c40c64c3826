/** Hardhat's report: the lines of each file from its lcov file, the share of statements from the table that it prints. */
export interface FileCoverage {
  readonly file: string;
  /** Numbers of the lines with code, from 1. */
  readonly covered: readonly number[];
  readonly uncovered: readonly number[];
  /** Per cent; undefined where the table does not name the file. */
  readonly statements: number | undefined;
}

/** @param printed Hardhat's output, with the table in it */
export function readReport(lcov: string, printed: string): FileCoverage[] {
  const statements = statementsOf(printed);
  return lcov
    .split("end_of_record")
    .flatMap((record) => {
      const [, file] = /^SF:(.+)$/m.exec(record) ?? [];
      if (!file) return [];
      const lines = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)];
      const numbers = (wanted: boolean) =>
        lines.filter(([, , count]) => (count === "0") !== wanted).map(([, line]) => Number(line));
      return [{ file, covered: numbers(true), uncovered: numbers(false), statements: statements.get(file) }];
    })
    .sort((a, b) => a.file.localeCompare(b.file));
}

/** The rows are `│ path │ lines % │ statements % │ …`. */
function statementsOf(printed: string): Map<string, number> {
  // oxlint-disable-next-line no-control-regex -- colours surround the cells
  const plain = printed.replace(/\u001b\[[0-9;]*m/g, "");
  const rows = plain.matchAll(/^\W*(contracts\/\S+\.sol)\W+[\d.]+\W+([\d.]+)/gm);
  return new Map([...rows].map(([, file, share]) => [file!, Number(share)]));
}
