import { z } from "zod";
import { longestUserName, userLevels, whyNotAUser } from "../../modules/database/user-names";
import { distinct } from "../../platform/lists";

/** A role of PostgreSQL, and the schema of one that writes. Quoted everywhere, so that hyphens do no harm. */
const userName = z
  .string()
  .regex(
    new RegExp(`^(?=.{2,${longestUserName}}$)[a-z][a-z0-9]*([_-][a-z0-9]+)*$`),
    `a lower-case letter first, then such letters, digits and single hyphens or underscores between them; 2 to ${longestUserName} in all`,
  )
  .superRefine((name, context) => {
    const why = whyNotAUser(name);
    if (why) context.addIssue({ code: "custom", message: `another name: ${why}` });
  });

/** Most secrets that a proxy has (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.html). */
const mostUsers = 200;

/** The users of the relational database. */
export const databaseUsersConfig = z
  .record(
    userName,
    z.strictObject({
      level: z
        .enum(userLevels)
        .describe(
          "What the user may do. write: make tables in a schema of its name, and do with them what it wants. read: only read what others share.",
        ),
      reads: z
        .array(z.string())
        .max(50)
        .superRefine(distinct())
        .default([])
        .describe("Users at level write who share tables with this one. None when absent."),
      vectors: z
        .strictObject({
          dimensions: z
            .int()
            .min(1)
            .max(2000)
            .describe(
              "Length of each vector. 1 to 2000, as many as pgvector indexes. Another length is another table.",
            ),
        })
        .optional()
        .describe(
          "A table of vectors in the schema of a user at level write, for the knowledge base of its name. It gives the " +
            "database its Data API, which Bedrock calls. None when absent.",
        ),
    }),
  )
  .refine(
    (users) => Object.keys(users).length <= mostUsers,
    `at most ${mostUsers} users, as many as a proxy has secrets`,
  )
  .refine(
    (users) => new Set(Object.keys(users).map((name) => name.replaceAll("-", "_"))).size === Object.keys(users).length,
    "names that differ in more than - and _, which addresses of Terraform do not tell apart",
  )
  .describe(
    "Users of the database by name. A service that uses it connects as the user of its name. A user that is removed here is locked, and its tables stay.",
  );
