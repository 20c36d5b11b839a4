import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './prepare.mjs'

/** After this, a child that was told to end is killed: it promises 5 s. */
const patienceMs = 6_000
const parentCheckMs = 500

/**
 * Runs a program of ours in this process's place: same terminal, same answer to signals, same exit code.
 *
 * Nothing is left behind, whoever is killed:
 * - this process, by a signal: passed on, and the child killed if it does not end in time;
 * - this process, by kill -9: the channel between the two closes, and the child sees `disconnect`;
 * - npm above us, by kill -9: our parent changes, which counts as SIGTERM;
 * - the child, by kill -9: the database server whose number it told us, `{ databasePid }`, is shut down.
 *
 * @param {string} runtime The Node to use.
 * @param {string[]} args Its arguments: flags, script, the script's own.
 * @returns {Promise<number>} The exit code; 128 + signal number when a signal ended it, as shells count.
 */
export function runChild(runtime, args) {
  const child = spawn(runtime, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Stripping types and compiling happen once; a warm start only reads.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), ...process.env },
  })
  let databasePid
  child.on('message', (message) => {
    if (Number.isInteger(message?.databasePid)) databasePid = message.databasePid
  })

  let isEnding = false
  const end = (signal) => {
    child.kill(signal)
    if (isEnding) return
    isEnding = true
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  watchParent(() => end('SIGTERM'))

  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' && databasePid !== undefined) shutDownDatabase(databasePid)
      resolve(code ?? 128 + (signalNumbers[signal] ?? 0))
    })
  })
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/** Only below npm: a start in a shell's background may well outlive that shell. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) onGone()
  }, parentCheckMs).unref()
}

function shutDownDatabase(pid) {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // It ended by itself.
  }
}
