import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { vectorTable } from "../../functions/database-users/vectors";
import { passageFields } from "../../modules/bedrock/vector-store";

/** PostgreSQL with pgvector, inside this process. */
describe("a table of vectors", () => {
  let database: PGlite;
  const id = "00000000-0000-4000-8000-00000000000";

  beforeAll(async () => {
    database = await PGlite.create({ extensions: { vector } });
    await database.exec('CREATE ROLE "hand-book" LOGIN; CREATE SCHEMA "hand-book"');
    await database.exec('GRANT USAGE, CREATE ON SCHEMA "hand-book" TO "hand-book"');
    await database.exec(vectorTable("hand-book", { dimensions: 3 }));
  }, 60_000);
  afterAll(() => database?.close());

  test("belongs to its user, who finds what is near", async () => {
    await database.exec(`
      SET ROLE "hand-book";
      INSERT INTO "hand-book".passages_3 VALUES
        ('${id}1', '[1,0,0]', 'near', '{}'), ('${id}2', '[0,1,0]', 'far', '{}');
    `);
    const nearest = `SELECT chunk FROM "hand-book".passages_3 ORDER BY embedding <=> '[0.9,0.1,0]' LIMIT 1`;
    expect((await database.query(nearest)).rows).toEqual([{ chunk: "near" }]);
    await database.exec("RESET ROLE");
  });

  test("stays as it is when it is asked for again", async () => {
    await database.exec(vectorTable("hand-book", { dimensions: 3 }));
    expect((await database.query('SELECT count(*)::int AS rows FROM "hand-book".passages_3')).rows).toEqual([
      { rows: 2 },
    ]);
  });

  test("of another length is another table", async () => {
    await database.exec(vectorTable("hand-book", { dimensions: 4 }));
    await expect(
      database.exec(`INSERT INTO "hand-book".passages_4 VALUES ('${id}1', '[1,0,0]', 'short', '{}')`),
    ).rejects.toThrow("expected 4 dimensions, not 3");
    expect((await database.query('SELECT FROM "hand-book".passages_3')).rows).toHaveLength(2);
  });

  test("has the fields that the knowledge base names, and the indexes that Bedrock requires", async () => {
    const columns = "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'passages_3'";
    const { rows } = await database.query<{ name: string }>(columns);
    // Of the attributes that summaries have, too: without a column Bedrock would have nothing to filter by.
    expect(rows.map(({ name }) => name).sort()).toEqual([...Object.values(passageFields), "owner"].sort());
    const indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 'passages_3'";
    const text = (await database.query<{ indexdef: string }>(indexes)).rows.map(({ indexdef }) => indexdef).join("\n");
    expect(text).toMatch(/USING hnsw \(embedding vector_cosine_ops\)/);
    expect(text).toMatch(/USING gin \(to_tsvector\('simple'::regconfig, chunk\)\)/);
  });
});
