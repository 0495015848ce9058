// What cdktf does for every token, value or import and this platform has no use for. Loaded before anything uses cdktf.
import "./stack-traces";
import "./resolve";
import "./version-check";
