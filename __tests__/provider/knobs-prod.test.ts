import { describeKnobs } from "../knobs/describe-knobs";

await describeKnobs(["prod", "dr"]);
