import { quoteName } from "../shared/postgres";

/** A table of vectors in the schema of a user who writes: the store of a knowledge base. */
export interface Vectors {
  /** Length of each vector. */
  readonly dimensions: number;
}

/**
 * Statements that make the table, with the indexes that Bedrock asks for; they change nothing where it is there. Vectors
 * of another length are another table, which starts empty, and the old one stays. Bedrock filters by columns that are
 * called like attributes of documents: `owner`
 * (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.VectorDB.html).
 * @param name of the user, whose schema is there
 */
export function vectorTable(name: string, { dimensions }: Vectors): string {
  const table = `passages_${dimensions}`;
  const user = quoteName(name);
  return `
    CREATE EXTENSION IF NOT EXISTS vector;
    CREATE TABLE IF NOT EXISTS ${user}.${table} (
      id uuid PRIMARY KEY,
      embedding vector(${dimensions}),
      chunk text,
      metadata json
    );
    ALTER TABLE ${user}.${table} ADD COLUMN IF NOT EXISTS owner text;
    CREATE INDEX IF NOT EXISTS ${table}_embedding ON ${user}.${table} USING hnsw (embedding vector_cosine_ops);
    CREATE INDEX IF NOT EXISTS ${table}_chunk ON ${user}.${table} USING gin (to_tsvector('simple', chunk));
    ALTER TABLE ${user}.${table} OWNER TO ${user};
  `;
}
