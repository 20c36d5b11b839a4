import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A helper program that does one run at a time for the bench and answers with its result. */
export type BenchChild<Run, Result> = {
  pid: number
  run(run: Run): Promise<Result>
  stop(): Promise<void>
}

type Message = { ready: true } | { result: unknown } | { failure: string }

/** Resolves once the program is ready for its first run. */
export const startChild = async <Run extends object, Result>(
  program: string,
  env: Record<string, string>,
): Promise<BenchChild<Run, Result>> => {
  const child = fork(new URL(program, import.meta.url), {
    env: { ...process.env, ...env },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  await nextMessage(child, program)
  return {
    pid: child.pid!,
    run: async (run) => {
      child.send(run)
      const message = await nextMessage(child, program)
      if ('failure' in message) throw new Error(`${program}: ${message.failure}`)
      return (message as { result: Result }).result
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

const nextMessage = (child: ChildProcess, program: string): Promise<Message> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`${program} ended with ${code}`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as Message)
    })
  })

/** The other end: says that it is ready, then does what it is sent. Ends with the bench, whatever happened to it. */
export const serveParent = <Run, Result>(work: (run: Run) => Promise<Result>) => {
  process.on('disconnect', () => process.exit(0))
  process.on('message', (run: Run) => {
    work(run).then(
      (result) => process.send!({ result }),
      (error: unknown) => process.send!({ failure: error instanceof Error ? error.stack : String(error) }),
    )
  })
  process.send!({ ready: true })
}
