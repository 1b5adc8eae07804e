// Start the Slack of npm's `emulate` (a peer that we did not write) and say where it listens.
// node emulate.mjs PROGRAM PORT SEED: ends with its standard input.
import { pathToFileURL } from 'node:url'

const [program, port, seed] = process.argv.slice(2)
const { createEmulator } = await import(pathToFileURL(program).href)
const slack = await createEmulator({ service: 'slack', port: Number(port), baseUrl: `http://127.0.0.1:${port}`, seed: JSON.parse(seed) })
console.log(slack.url)
process.stdin.resume()
process.stdin.on('end', async () => { await slack.close(); process.exit(0) })
