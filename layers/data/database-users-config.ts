import { z } from "zod";
import { userLevels, whyNotAUser } from "../../modules/database/user-names";

/** A role of PostgreSQL: names have 63 bytes. Quoted everywhere, so that hyphens do no harm. */
const userName = z
  .string()
  .regex(
    /^(?=.{2,63}$)[a-z][a-z0-9]*([_-][a-z0-9]+)*$/,
    "a lower-case letter first, then such letters, digits and single hyphens or underscores between them; 2 to 63 in all",
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
    z
      .enum(userLevels)
      .describe(
        "What the user may do: read all tables, or write them too and create tables, which then are the user's.",
      ),
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
