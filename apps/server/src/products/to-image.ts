import type { CatalogImage } from './product.ts'

export const toImage = ({ url, alt, externalReferenceId }: CatalogImage) => ({
  url,
  alt,
  external_reference_id: externalReferenceId,
})
