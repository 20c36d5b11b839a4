/**
 * What every command does first: install what is missing, and find the Node that runs Flint.
 *
 * Plain JavaScript for Node 18 and newer, without dependencies, since it runs before anything is installed, on
 * whatever Node the machine has. It writes to stderr only: stdout belongs to the command.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** For programs that serve. Megabytes: left alone, the part of the heap for young objects grows to 128 MB under load. */
export const serverFlags = ['--max-semi-space-size=8']

/** The oldest Node that runs TypeScript sources as they are. */
const oldestRuntime = [22, 18]

/**
 * Runs `npm ci` when node_modules is not what package-lock.json says for this system. Two that start at once install
 * once: the second waits for the first.
 *
 * @param {string} [folder] The project.
 */
export async function installWhatIsMissing(folder = root) {
  if (isInstalled(folder)) return
  const release = await takeInstallLock(folder)
  try {
    if (!isInstalled(folder)) {
      await runNpmCi(folder)
      writeStamp(folder)
    }
  } finally {
    release()
  }
  dropBrokenNode(folder)
}

/**
 * @param {string} [folder] The project.
 * @returns {string} The path of the Node that the lock file pins, else the one running this.
 */
export function pickRuntime(folder = root) {
  const pinned = pinnedNode(folder)
  if (existsSync(pinned) && runs(pinned)) return pinned
  if (isNewEnough(process.versions.node)) return process.execPath
  fail(
    `Flint needs Node ${oldestRuntime.join('.')} or newer; this is ${process.versions.node}. ` +
      `It brings its own for common systems, but there is none that runs on ${process.platform}-${process.arch}. ` +
      'Install a newer Node and start again.',
  )
}

/** @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function pinnedNode(folder) {
  const isWindows = process.platform === 'win32'
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  return join(folder, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node')
}

function runs(node) {
  return spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldestRuntime[0] || (major === oldestRuntime[0] && minor >= oldestRuntime[1])
}

/** npm puts node_modules/.bin first in PATH: a pinned Node that cannot run here would break every npm script. */
function dropBrokenNode(folder) {
  if (existsSync(pinnedNode(folder)) && !runs(pinnedNode(folder))) {
    rmSync(join(folder, 'node_modules', '.bin', 'node'), { force: true })
  }
}

/**
 * The stamp says which lock file was installed for which system. Without a stamp, npm's own record of what it put
 * there decides, so that a person's or an image's own `npm ci` is not repeated.
 */
function isInstalled(folder) {
  try {
    if (readFileSync(stampFile(folder), 'utf8') === stampOf(folder)) return true
  } catch {
    // Never installed by us.
  }
  if (!matchesNpmRecord(folder)) return false
  writeStamp(folder)
  return true
}

const stampFile = (folder) => join(folder, 'node_modules', '.flint-installed')

function stampOf(folder) {
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  return `${hash} ${process.platform}-${process.arch}\n`
}

function writeStamp(folder) {
  try {
    writeFileSync(stampFile(folder), stampOf(folder))
  } catch {
    // Read-only: then it is looked at again next time, which is a matter of milliseconds.
  }
}

function matchesNpmRecord(folder) {
  const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).packages
  let wanted
  let present
  try {
    wanted = read('package-lock.json')
    present = read('node_modules/.package-lock.json')
  } catch {
    return false
  }
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true
    const found = present[path]
    if (!found) return (entry.optional || entry.devOptional || entry.peer) && !isMadeForThisSystem(entry)
    return found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link
  })
}

/**
 * An optional package that names this system has to be there. One that names another system is rightly absent, and so
 * is one that names none: it is there for the sake of an absent one.
 */
function isMadeForThisSystem({ os, cpu, libc }) {
  if (!os && !cpu) return false
  if (os && !os.includes(process.platform)) return false
  if (cpu && !cpu.includes(process.arch)) return false
  return !libc || process.platform !== 'linux' || libc.includes(ownLibc())
}

function ownLibc() {
  return process.report?.getReport?.().header?.glibcVersionRuntime ? 'glibc' : 'musl'
}

function runNpmCi(folder) {
  process.stderr.write('Installing dependencies (npm ci), once …\n')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // Under npm its own script is at hand, for the same npm; otherwise the one in PATH.
  const npmScript = process.env.npm_execpath
  const [file, all] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript, ...args]] : ['npm', args]
  const child = spawn(file, all, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: file === 'npm' && process.platform === 'win32',
    env: withoutProduction(process.env),
  })
  const passOn = (signal) => child.kill(signal)
  process.on('SIGINT', passOn).on('SIGTERM', passOn)
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`npm could not be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      process.off('SIGINT', passOn).off('SIGTERM', passOn)
      if (code === 0) resolve(undefined)
      else fail(`Installing the dependencies failed (npm ci ended with ${code ?? signal}).`)
    })
  })
}

/** Vite and the tools are development dependencies by name, but a start from sources needs them. */
function withoutProduction(environment) {
  const { NODE_ENV: _, ...rest } = environment
  return rest
}

/**
 * A folder beside node_modules, since npm empties that one. It holds the process number of whoever installs; when that
 * process is gone, the next one takes over.
 *
 * @returns {Promise<() => void>} Gives it back.
 */
async function takeInstallLock(folder) {
  const lock = join(folder, '.installing')
  const holder = join(lock, 'pid')
  for (let waitsSaid = 0; ;) {
    try {
      mkdirSync(lock)
      writeFileSync(holder, String(process.pid))
      const release = () => rmSync(lock, { recursive: true, force: true })
      process.once('exit', release)
      return () => {
        process.removeListener('exit', release)
        release()
      }
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(lock, holder)) {
      // Moved away before it is removed: of several that see it, one succeeds, and the others look again.
      const away = `${lock}-${process.pid}`
      try {
        renameSync(lock, away)
        rmSync(away, { recursive: true, force: true })
      } catch {
        // Another one was faster.
      }
      continue
    }
    if (waitsSaid++ === 0) process.stderr.write('Waiting for another start to install the dependencies …\n')
    await sleep(200)
  }
}

function isAbandoned(lock, holder) {
  try {
    process.kill(Number(readFileSync(holder, 'utf8')), 0)
    return false
  } catch (error) {
    // EPERM: alive, under another user. ENOENT: its number is not written yet, unless it died before that.
    if (error.code === 'EPERM') return false
    if (error.code !== 'ENOENT') return true
    const age = statSync(lock, { throwIfNoEntry: false })
    return age !== undefined && Date.now() - age.mtimeMs > 5_000
  }
}
