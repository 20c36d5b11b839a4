import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '..', '..')

/**
 * `start.mjs` is what npm runs: it watches over the process of `flint start`. The others are one process each.
 */
export type ProgramFile = 'start.mjs' | 'main-start.ts' | 'main-api.ts' | 'main-worker.ts'

export type Program = {
  /** Where it answers; of a worker its health. */
  apiUrl: string
  /** Everything it has said on standard error and output. */
  lines: string[]
  /** The API process alone is gone, as by kill -9. */
  killApi(): Promise<void>
  /** It and everything it started are gone, the database too. */
  killAll(): Promise<void>
  /** As by Ctrl-C: the exit code. */
  end(): Promise<number | null>
}

/** Runs the real program as a child process, as `npm start -- --json` does, until it says that it is ready. */
export const startProgram = async (start: ProgramFile, env: Record<string, string>): Promise<Program> => {
  const script =
    start === 'start.mjs' ? join(root, 'scripts', start) : join(root, 'apps', 'server', 'src', start)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, '--json'], {
    cwd: root,
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = await new Promise<{ api_url?: string; health_url?: string; pid: number }>(
    (resolve, reject) => {
      createInterface({ input: child.stderr! }).on('line', (line) => lines.push(line))
      createInterface({ input: child.stdout! }).on('line', (line) => {
        lines.push(line)
        if (/^\{"(api|health)_url"/.test(line)) resolve(JSON.parse(line))
      })
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${lines.join('\n')}`)))
    },
  )
  // Whatever a failing test leaves behind ends with the test's own process.
  const killLeftovers = () => killTree(child.pid!)
  process.once('exit', killLeftovers)
  void ended.then(() => process.removeListener('exit', killLeftovers))
  return {
    apiUrl: ready.api_url ?? ready.health_url!,
    lines,
    killApi: async () => {
      kill(ready.pid)
      await ended
    },
    killAll: async () => {
      killTree(child.pid!)
      await ended
    },
    end: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A person's own settings must not reach the program. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(FLINT_|DATABASE_URL$|PORT$|HOST$|NODE_CHANNEL_|NODE_TEST_CONTEXT$)/.test(name),
    ),
  ) as Record<string, string>

const kill = (pid: number, signal: NodeJS.Signals = 'SIGKILL') => {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}

/** Stopped first, so that none of them can notice that another is gone and do something about it. */
const killTree = (pid: NonNullable<ChildProcess['pid']>) => {
  const pids = [pid, ...descendantsOf(pid)]
  for (const one of pids) kill(one, 'SIGSTOP')
  for (const one of [...pids, ...descendantsOf(pid)]) kill(one)
}

const descendantsOf = (pid: number): number[] => {
  const parents = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  const found: number[] = []
  const visit = (parent: number) => {
    for (const [child, of] of parents)
      if (of === parent) {
        found.push(child)
        visit(child)
      }
  }
  visit(pid)
  return found
}
