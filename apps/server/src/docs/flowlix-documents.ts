import { type FlowlixDocumentName, flowlixDocuments } from '../flowlix/index.ts'

const names: Record<FlowlixDocumentName, string> = {
  flowlix: 'Form A',
  'flowlix-b': 'Form B',
  'flowlix-c': 'Form C',
}

/** The three forms of the Flowlix API, as the reference page shows them. */
export const flowlixSources = Object.entries(names).map(([name, title]) => ({
  title,
  slug: name,
  url: `/docs/openapi/${name}.json`,
}))

const texts = new Map<string, string>()

/** A document as it is sent; null for a name that is none. They follow from the program alone, so they are made once. */
export const flowlixDocumentText = (name: string): string | null => {
  if (!Object.hasOwn(names, name)) return null
  let text = texts.get(name)
  if (text === undefined)
    texts.set(name, (text = JSON.stringify(flowlixDocuments()[name as FlowlixDocumentName])))
  return text
}
