import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { after } from 'node:test'

/** The terminal of a reader: one bash in an empty folder, in which every block of a guide runs in turn. */
export type GuideShell = {
  folder: string
  /** @throws When the block ends with anything but success. */
  run(block: string): Promise<string>
}

/** Ends with the test file, with everything that was started in the background. */
export const openGuideShell = async (variables: Record<string, string>): Promise<GuideShell> => {
  const folder = await mkdtemp(join(tmpdir(), 'flint-guide-'))
  const { HOME, LANG, PATH } = process.env
  const shell = spawn('bash', ['--noprofile', '--norc'], {
    cwd: folder,
    // The guides say "node": the one that runs the tests.
    env: { HOME, LANG, PATH: `${dirname(process.execPath)}${delimiter}${PATH}`, ...variables },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  after(async () => {
    try {
      process.kill(-shell.pid!, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
    await rm(folder, { recursive: true, force: true })
  })

  let output = ''
  let errors = ''
  let onOutput = () => {}
  let onExit = () => {}
  shell.once('exit', () => onExit())
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    onOutput()
  })
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  let blocks = 0

  return {
    folder,
    run: (block) =>
      new Promise((resolve, reject) => {
        const mark = `--- end of block ${++blocks}:`
        output = ''
        errors = ''
        onOutput = () => {
          const end = new RegExp(`\\n?${mark} (\\d+)\\n`).exec(output)
          if (!end) return
          const printed = output.slice(0, end.index)
          if (end[1] === '0') resolve(printed)
          else reject(new Error(`Ended with ${end[1]}:\n${block}\n${printed}\n${errors}`))
        }
        onExit = () => reject(new Error(`The shell has ended:\n${block}\n${errors}`))
        shell.stdin.write(`${block}\nprintf '\\n${mark} %s\\n' $?\n`)
      }),
  }
}
