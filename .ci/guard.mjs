// Loaded before anything else (`node --import ./.ci/guard.mjs …`). Plain JavaScript, so that an old Node can read it too:
// npm scripts find the Node 24 that npm installed for the project, a bare `node` in a shell may be any other.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(`This is Node ${process.versions.node}, and the project needs 24. Use the npm scripts (npm test, npm run lint, npx …): they bring it.`)
  process.exit(1)
}
