/** Files that become part of a function as text. */
declare module "*.md" {
  const text: string;
  export default text;
}
