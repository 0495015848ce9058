import { service } from "./service";

/** EFS: file systems that pods share. AWS names them by ids. */
export const elasticfilesystem = service({
  prefix: "elasticfilesystem",
  resources: { accessPoint: "access-point/*", fileSystem: "file-system/*" },
  read: ["Describe*", "ListTagsForResource"],
  change: { policy: "infrastructure", on: ["accessPoint", "fileSystem"], unbound: ["CreateFileSystem"] },
  data: ["Client*"],
  loses: ["DeleteFileSystem"],
});
