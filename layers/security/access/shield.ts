import { service } from "./service";

/** Shield Advanced. */
export const shield = service({
  prefix: "shield",
  global: true,
  read: ["Describe*", "List*"],
});
