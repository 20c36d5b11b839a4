import { readFile, readdir } from 'node:fs/promises'

/** What the kernel says about processes, from /proc; null where there is none (macOS, Windows). */

/** The unit of /proc/<pid>/stat: USER_HZ, 100 on every Linux that Node runs on. */
const msPerTick = 10

/** CPU time that this process has used so far. */
export const cpuMsOf = async (pid: number): Promise<number | null> => {
  const stat = await readStat(pid)
  return stat && stat.ownTicks * msPerTick
}

/** The same for a process and all below it, those that have ended included: a database server and its backends. */
export const cpuMsOfTree = async (rootPid: number): Promise<number | null> => {
  const root = await readStat(rootPid)
  if (!root) return null
  const all = await Promise.all(
    (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map((name) => readStat(Number(name))),
  )
  const byParent = Map.groupBy(
    all.filter((stat) => stat !== null),
    (stat) => stat.parentPid,
  )
  const ticksBelow = (pid: number): number =>
    (byParent.get(pid) ?? []).reduce(
      (sum, child) => sum + child.ownTicks + child.endedTicks + ticksBelow(child.pid),
      0,
    )
  return (root.ownTicks + root.endedTicks + ticksBelow(rootPid)) * msPerTick
}

/** Memory in use now (resident set), in bytes. */
export const memoryBytesOf = async (pid: number): Promise<number | null> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const kilobytes = status && /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes ? Number(kilobytes) * 1024 : null
}

type Stat = { pid: number; parentPid: number; ownTicks: number; endedTicks: number }

const readStat = async (pid: number): Promise<Stat | null> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // The program's name stands in parentheses and may hold spaces: count from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (index: number) => Number(fields[index])
  return { pid, parentPid: at(1), ownTicks: at(11) + at(12), endedTicks: at(13) + at(14) }
}
