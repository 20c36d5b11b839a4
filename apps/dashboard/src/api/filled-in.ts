/** The fields of a form that somebody has filled in, by their names, without the spaces around. */
export const filledIn = (form: FormData, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = String(form.get(name) ?? '').trim()
      return value === '' ? [] : [[name, value]]
    }),
  )
