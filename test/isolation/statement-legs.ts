/**
 * Reads SQL just far enough to say which of its legs reach a table without naming the environment. A leg is one SELECT,
 * INSERT, UPDATE or DELETE with everything at its own level: what stands in parentheses and begins with such a
 * word is a leg of its own.
 */
export type Leg = { text: string; tables: string[] }

const opensLeg = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b/i
const tableWord = /\b(?:FROM|JOIN|INTO|UPDATE|USING)\s+(?:ONLY\s+|LATERAL\s+)?"?([a-z_]+)"?/gi

export const legsOf = (sql: string, tables: ReadonlySet<string>): Leg[] => {
  const texts: string[] = []
  const read = (from: number): [string, number] => {
    let own = ''
    let at = from
    while (at < sql.length && sql[at] !== ')') {
      if (sql[at] !== '(') own += sql[at++]
      else {
        const [inside, end] = read(at + 1)
        if (opensLeg.test(inside)) texts.push(...splitSetOperations(inside))
        else own += `(${inside})`
        at = end + 1
      }
    }
    return [own, at]
  }
  texts.push(...splitSetOperations(read(0)[0]))
  return texts.flatMap((text) => {
    // FOR UPDATE and DO UPDATE name no table; what follows ON CONFLICT is about the row at hand.
    const found = [...text.replace(/\b(?:FOR(?: NO KEY)?|DO) UPDATE\b/gi, '').matchAll(tableWord)]
      .map((match) => match[1]!)
      .filter((name) => tables.has(name))
    return found.length > 0 ? [{ text: text.trim(), tables: found }] : []
  })
}

const splitSetOperations = (text: string) => text.split(/\bUNION(?: ALL)?\b/i)

/**
 * A leg is bound when every table in it is: by a condition after WHERE, ON or USING that names environment_id, one for
 * each table; an INSERT by giving the column a value.
 */
export const isBound = ({ text, tables }: Leg): boolean => {
  const isInsert = /^\s*INSERT\b/i.test(text)
  if (isInsert && !/\bINSERT INTO\s+"?[a-z_]+"?\s*\([^)]*\benvironment_id\b/i.test(text)) return false
  const read = isInsert ? tables.slice(1) : tables
  const start = text.search(/\b(?:WHERE|ON|USING)\b/i)
  const conditions = start === -1 ? '' : text.slice(start)
  const named = conditions.match(/\benvironment_id\b/g)?.length ?? 0
  return named >= read.length
}
