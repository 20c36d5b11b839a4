import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './test-files.ts'

// `npm run openapi`: writes openapi/flint.json, which is checked in so that a change of the API shows in review.
const printer = join(root, 'apps', 'server', 'src', 'print-openapi.ts')
const answer = spawnSync(process.execPath, [printer], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
  stdio: ['ignore', 'pipe', 'inherit'],
})
if (answer.status !== 0) process.exit(answer.status ?? 1)
const document: unknown = JSON.parse(answer.stdout)
mkdirSync(join(root, 'openapi'), { recursive: true })
writeFileSync(join(root, 'openapi', 'flint.json'), `${JSON.stringify(document, null, 2)}\n`)
process.stdout.write('Wrote openapi/flint.json\n')
