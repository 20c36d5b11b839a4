import type { FaultForm, FaultSetting } from './fault-forms.ts'

/** What the fields of a fault's form hold, as text. */
export type FaultFields = Readonly<Record<string, string>>

/** A fault as the API shows it: null while it is off. */
export type ShownFault = Readonly<Record<string, unknown>> | null | undefined

const toText = (setting: FaultSetting, value: unknown): string =>
  setting.kind === 'percent' ? String(Math.round(Number(value) * 100)) : String(value)

/** The fields as they stand when the form is opened: what the fault is told now, else what it would be told. */
export const fieldsOf = (form: FaultForm, shown: ShownFault): FaultFields =>
  Object.fromEntries(
    form.settings.map((setting) => [
      setting.name,
      toText(setting, shown?.[setting.name] ?? form.defaults[setting.name]),
    ]),
  )

/** What is wrong with a field, as a sentence; null when nothing is. */
export const fieldProblem = (setting: FaultSetting, text: string): string | null => {
  if (setting.kind === 'choice') return null
  const [least, most] = setting.kind === 'percent' ? [0, 100] : [1, setting.most]
  const isWhole = /^\d{1,6}$/.test(text.trim())
  if (isWhole && Number(text) >= least && Number(text) <= most) return null
  return `A whole number from ${least} to ${most.toLocaleString('en-US')}.`
}

export const hasProblem = (form: FaultForm, fields: FaultFields): boolean =>
  form.settings.some((setting) => fieldProblem(setting, fields[setting.name] ?? '') !== null)

/** The body that switches the fault on with these settings. */
export const switchOn = (form: FaultForm, fields: FaultFields): Record<string, unknown> => ({
  [form.name]: {
    enabled: true,
    ...Object.fromEntries(
      form.settings.map((setting) => [setting.name, toWire(setting, fields[setting.name]!)]),
    ),
  },
})

export const switchOff = (form: FaultForm): Record<string, unknown> => ({ [form.name]: null })

const toWire = (setting: FaultSetting, text: string): number | string => {
  if (setting.kind === 'choice') return text
  return setting.kind === 'percent' ? Number(text) / 100 : Number(text)
}

/** All faults of a sandbox as the API shows them. */
export type SandboxFaults = { readonly active_faults: readonly string[] } & Readonly<Record<string, any>>
