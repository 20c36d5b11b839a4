/** One line of the report. `floor` is what the same took straight through the driver, in the same run. */
export type Measured = {
  name: string
  value: number | null
  unit: 'per second' | 'ms' | 's' | 'MB' | 'ratio'
  floor?: number | null
  /** What the project promises, in the words of the table; for reading only. */
  budget?: string
}

export type Row = { name: string; value: number | null; unit: string; ratio_to_floor: number | null }

export const toRow = ({ name, value, unit, floor }: Measured): Row => ({
  name,
  value: rounded(value),
  unit,
  ratio_to_floor: value === null || !floor ? null : rounded(value / floor),
})

/** Three significant digits below 1,000; whole numbers above. What could not be measured is null, as JSON has no NaN. */
export const rounded = (value: number | null): number | null => {
  if (value === null || !Number.isFinite(value)) return null
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))
}

/** The table for people: names to the left, numbers to the right. */
export const tableOf = (all: readonly Measured[]): string => {
  const lines = [
    ['what', 'value', 'unit', 'floor', 'ratio', 'budget'],
    ...all.map((measured) => {
      const row = toRow(measured)
      return [
        row.name,
        shown(row.value),
        row.unit,
        measured.floor === undefined ? '' : shown(rounded(measured.floor)),
        measured.floor === undefined ? '' : shown(row.ratio_to_floor),
        measured.budget ?? '',
      ]
    }),
  ]
  const isNumber = [false, true, false, true, true, false]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  const ruled = [lines[0]!, widths.map((width) => '-'.repeat(width)), ...lines.slice(1)]
  return ruled
    .map((line) =>
      line
        .map((cell, column) =>
          isNumber[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const shown = (value: number | null) => (value === null ? '–' : String(value))
