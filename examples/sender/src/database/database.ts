export interface Queryable {
  /** Runs one statement with values, or any number of them without. Gives the rows of the last one. */
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Postgres, wherever it runs. */
export interface Database extends Queryable {
  /** All of `work`'s statements happen, or none of them. */
  transaction<Result>(work: (transaction: Queryable) => Promise<Result>): Promise<Result>;
  /** Does `work` while no other process does any in this way. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
