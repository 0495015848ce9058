import { itAppliesAndPlansAgain } from "./mock-applies";

await itAppliesAndPlansAgain("dr+prod");
