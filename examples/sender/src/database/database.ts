export interface Queryable {
  /** Runs one statement with values, or any number of statements without. Returns the rows of the last one. */
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Postgres, or PGlite in this process. */
export interface Database extends Queryable {
  /** Runs all statements of `work`, or none of them. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** Runs `work` while no other process is in this method. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
