/** What the bundler lets TypeScript import besides code: style sheets (side effects only) and a worker's address. */

declare module "*.css";

declare module "*?worker&url" {
  const address: string;
  export default address;
}
