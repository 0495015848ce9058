import "../platform/stack-traces";
