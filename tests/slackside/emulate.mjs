// Start the Slack of npm's `emulate` (a peer that we did not write) and say where it listens.
// node emulate.mjs PACKAGES PORT SEED: ends with its standard input.
import { pathToFileURL } from 'node:url'

const [packages, port, seed] = process.argv.slice(2)
const { createEmulator } = await import(pathToFileURL(`${packages}/node_modules/emulate/dist/api.js`).href)
const slack = await createEmulator({ service: 'slack', port: Number(port), baseUrl: `http://127.0.0.1:${port}`, seed: JSON.parse(seed) })
console.log(slack.url)
process.stdin.resume()
process.stdin.on('end', async () => { await slack.close(); process.exit(0) })
