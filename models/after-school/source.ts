/** Where threads of the service find this model: documents go to them, code does not. */
export const modelSource = {
  modelUrl: new URL('./model.ts', import.meta.url).href,
  modelName: 'afterSchool',
  domainUrl: new URL('./service.ts', import.meta.url).href,
}

/** Where threads of the service find what answers changes and questions. */
export const answersUrl = new URL('./answers.ts', import.meta.url).href
