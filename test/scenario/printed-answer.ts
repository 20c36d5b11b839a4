/**
 * Whether an answer is as a guide prints it: every printed field is there with its value, lists have as many entries.
 * Values that differ from run to run are compared by their shape: ids by prefix, times, secrets.
 *
 * @returns What differs first, or null.
 */
export const differenceTo = (printed: unknown, actual: unknown, path = 'the answer'): string | null => {
  if (Array.isArray(printed)) {
    if (!Array.isArray(actual) || actual.length !== printed.length)
      return `${path} should be a list of ${printed.length}, not ${JSON.stringify(actual)}`
    return firstOf(printed.map((each, index) => differenceTo(each, actual[index], `${path}[${index}]`)))
  }
  if (typeof printed === 'object' && printed !== null) {
    if (typeof actual !== 'object' || actual === null)
      return `${path} should be an object, not ${JSON.stringify(actual)}`
    return firstOf(
      Object.entries(printed).map(([name, value]) =>
        differenceTo(value, (actual as Record<string, unknown>)[name], `${path}.${name}`),
      ),
    )
  }
  const isSame =
    typeof printed === 'string' && typeof actual === 'string'
      ? shapeOf(printed) === shapeOf(actual)
      : printed === actual
  return isSame ? null : `${path} should be ${JSON.stringify(printed)}, not ${JSON.stringify(actual)}`
}

/** What is said when two printed lines differ. */
export const lineDifference = (printed: string, actual: string): string | null =>
  shapeOf(printed.trim()) === shapeOf(actual.trim()) ? null : `printed:\n${printed}\nbut got:\n${actual}`

const firstOf = (differences: (string | null)[]) => differences.find((each) => each !== null) ?? null

const shapeOf = (text: string) =>
  text
    .replace(/\/challenge\/[\w/-]+/g, '/challenge/*')
    .replace(/ckat_[\w-]+/g, 'ckat_*')
    .replace(/flint_(test|live|onb|code)_[0-9a-f]{4,64}…?/g, 'flint_$1_*')
    .replace(/whsec_[\w+/=]+/g, 'whsec_*')
    .replace(/\b([a-z]+)_[0-9A-HJKMNP-TV-Z]{26}\b/g, '$1_*')
    .replace(/\b(pay|evt|ref)_[0-9A-Za-z]{24}\b/g, '$1_*')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'uuid')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'time')
