import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStripeStandIn } from '../stripe-stand-in/stand-in.ts'
import { startTestServer } from '../support/server.ts'
import { doByHand } from './by-hand.ts'
import { printedAddress, setups } from './guide-setups.ts'
import { openGuideShell, type GuideShell } from './guide-shell.ts'
import { stepsOf, type GuideStep } from './guide-steps.ts'
import { differenceTo, lineDifference } from './printed-answer.ts'

const root = join(import.meta.dirname, '../..')
const guides = readdirSync(join(root, 'docs/guides')).map((name) => `docs/guides/${name}`)
const reads = /^(cat |curl -s "\$FLINT_URL[^"]*" -H "[^"]*"( -H "[^"]*")?$|REFUND_ID=)/

const server = await startTestServer({ FLINT_SANDBOXES_PER_MERCHANT: '100' }, { hasPages: true })
server.startWorker()

/** Those that take live payments: by a stand-in of the processor. */
const liveGuides: ReadonlySet<string> = new Set(['docs/guides/going-live.md'])
const standIn = await startStripeStandIn()
after(() => standIn.close())
const liveServer = await startTestServer(standIn.env, { hasPages: true })
liveServer.startWorker()

for (const guide of ['README.md', ...guides])
  describe(guide, () => {
    const steps = stepsOf(readFileSync(join(root, guide), 'utf8'))
    if (steps.every(({ kind }) => kind === 'setup')) return

    it('does what it says, word for word', { timeout: 120_000 }, async () => {
      const { url, anotherSandbox } = liveGuides.has(guide) ? liveServer : server
      // A sandbox for each: no guide sees the events of another.
      const { key } = await anotherSandbox()
      const shell = await openGuideShell({ FLINT_URL: url, FLINT_KEY: key })
      await follow(steps, shell, url)
    })
  })

/** Tests run one after the other, so the receivers of two guides never want the same port at once. */
const follow = async (steps: readonly GuideStep[], shell: GuideShell, url: string) => {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]
    if (step.kind === 'setup') {
      assert.ok(setups[step.text], `An unknown set-up:\n${step.text}`)
      await shell.run(await setups[step.text]!())
    }
    if (step.kind === 'file') await writeFile(join(shell.folder, step.name), step.text)
    if (step.kind === 'by hand') await doByHand(step.text, shell.folder)
    if (step.kind !== 'shell') continue
    const printed = next?.kind === 'answer' ? next : null
    let difference: string | null = null
    // What comes a moment later is read again until it is there; a write is sent once.
    for (let tries = reads.test(step.text) ? 60 : 1; tries > 0; tries--) {
      try {
        const output = await shell.run(step.text)
        difference = printed && differenceIn(printed, output, url)
      } catch (error) {
        difference = (error as Error).message
      }
      if (!difference) break
      await sleep(100)
    }
    assert.equal(difference, null, `${difference}\n\nafter:\n${step.text}`)
    // An answer that goes into a file is not seen by the reader: only those with such a name may be refusals.
    const refused = await shell.run(
      `grep -l '^{"error":' *.json 2>/dev/null | grep -v '^\\(declined\\|answer\\|error\\)' || true`,
    )
    assert.equal(refused, '', `A call was refused:\n${step.text}`)
  }
  // What a guide starts in the background ends with it.
  await shell.run('kill $(jobs -p) 2>&1 || true')
}

const differenceIn = (
  { language, text }: Extract<GuideStep, { kind: 'answer' }>,
  output: string,
  url: string,
) => {
  const printed = text.replaceAll(printedAddress, url)
  return language === 'text'
    ? lineDifference(printed, output)
    : differenceTo(JSON.parse(printed), JSON.parse(output))
}
