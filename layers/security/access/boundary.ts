import { actionsOf, type ServiceAccess } from "./service";
import { services } from "./services";

const all = (select: (access: ServiceAccess) => readonly string[] | undefined) =>
  services.flatMap((access) => actionsOf(access, select(access)));

/** What the permissions boundary says of services. */
export const boundaryServices = {
  allowed: services.flatMap(({ prefix, alsoPrefixes = [] }) => [prefix, ...alsoPrefixes]),
  global: services.filter(({ global }) => global).map(({ prefix }) => prefix),
  never: all(({ never }) => never),
  loses: all(({ loses }) => loses),
};
