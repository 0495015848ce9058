import { itApplies } from "./mock-applies";

await itApplies("stage");
