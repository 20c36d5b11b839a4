import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './test-files.ts'

// `npm run openapi`: writes openapi/*.json, which are checked in so that a change of an API shows in review.
const printer = join(root, 'apps', 'server', 'src', 'print-openapi.ts')
const answer = spawnSync(process.execPath, [printer], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'inherit'],
})
if (answer.status !== 0) process.exit(answer.status ?? 1)
const documents = JSON.parse(answer.stdout) as Record<string, unknown>
mkdirSync(join(root, 'openapi'), { recursive: true })
for (const [name, document] of Object.entries(documents)) {
  writeFileSync(join(root, 'openapi', `${name}.json`), `${JSON.stringify(document, null, 2)}\n`)
  process.stdout.write(`Wrote openapi/${name}.json\n`)
}
