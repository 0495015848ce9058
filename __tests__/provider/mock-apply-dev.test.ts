import { itApplies } from "./mock-applies";

await itApplies("dev");
