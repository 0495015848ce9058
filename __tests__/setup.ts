import "../platform/cdktf/lean";
