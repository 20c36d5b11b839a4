import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StandInControls } from '../stripe-stand-in/controls.ts'

/** The stand-in as a program of its own: it outlives whoever asks it, as Stripe does. */
export type StandInProgram = {
  /** Settings of a Flint that takes it for Stripe. */
  env: Record<string, string>
  webhookSecret: string
  /** What `controls.ts` offers, over HTTP. */
  control<Name extends keyof StandInControls>(
    name: Name,
    input?: Parameters<StandInControls[Name]>[0],
  ): Promise<Awaited<ReturnType<StandInControls[Name]>>>
  close(): Promise<void>
}

export const startStandInProgram = async (): Promise<StandInProgram> => {
  const script = join(import.meta.dirname, '..', 'stripe-stand-in', 'main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { url, env } = await new Promise<Pick<StandInProgram, 'env'> & { url: string }>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The stand-in ended with ${code}`)))
  })
  const killLeftover = () => void child.kill('SIGKILL')
  process.once('exit', killLeftover)
  return {
    env,
    webhookSecret: env['FLINT_STRIPE_WEBHOOK_SECRET']!,
    control: async (name, input) => {
      const answer = await fetch(`${url}/stand-in/${name}`, {
        method: 'POST',
        body: JSON.stringify(input ?? {}),
      })
      const said: any = await answer.json()
      if (!answer.ok) throw new Error(`${name}: ${said.error.message}`)
      return said
    },
    close: async () => {
      child.kill('SIGTERM')
      await ended
      process.removeListener('exit', killLeftover)
    },
  }
}
