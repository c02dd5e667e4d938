import type { MarketDefinition } from "../../schema.ts";

/** States by the place of their capital, where most of their people live: github.com/kelvins/municipios-brasileiros
 *  (IBGE), to a tenth of a degree. */
export const zones: MarketDefinition["delivery"]["zones"] = {
  AC: { name: "Acre", latitude: -10.0, longitude: -67.8 },
  AL: { name: "Alagoas", latitude: -9.7, longitude: -35.7 },
  AM: { name: "Amazonas", latitude: -3.1, longitude: -60.0 },
  AP: { name: "Amapá", latitude: 0.0, longitude: -51.1 },
  BA: { name: "Bahia", latitude: -13.0, longitude: -38.5 },
  CE: { name: "Ceará", latitude: -3.7, longitude: -38.5 },
  DF: { name: "Distrito Federal", latitude: -15.8, longitude: -47.9 },
  ES: { name: "Espírito Santo", latitude: -20.3, longitude: -40.3 },
  GO: { name: "Goiás", latitude: -16.7, longitude: -49.3 },
  MA: { name: "Maranhão", latitude: -2.5, longitude: -44.3 },
  MG: { name: "Minas Gerais", latitude: -19.9, longitude: -43.9 },
  MS: { name: "Mato Grosso do Sul", latitude: -20.4, longitude: -54.6 },
  MT: { name: "Mato Grosso", latitude: -15.6, longitude: -56.1 },
  PA: { name: "Pará", latitude: -1.5, longitude: -48.5 },
  PB: { name: "Paraíba", latitude: -7.1, longitude: -34.9 },
  PE: { name: "Pernambuco", latitude: -8.0, longitude: -34.9 },
  PI: { name: "Piauí", latitude: -5.1, longitude: -42.8 },
  PR: { name: "Paraná", latitude: -25.4, longitude: -49.3 },
  RJ: { name: "Rio de Janeiro", latitude: -22.9, longitude: -43.2 },
  RN: { name: "Rio Grande do Norte", latitude: -5.8, longitude: -35.2 },
  RO: { name: "Rondônia", latitude: -8.8, longitude: -63.9 },
  RR: { name: "Roraima", latitude: 2.8, longitude: -60.7 },
  RS: { name: "Rio Grande do Sul", latitude: -30.0, longitude: -51.2 },
  SC: { name: "Santa Catarina", latitude: -27.6, longitude: -48.5 },
  SE: { name: "Sergipe", latitude: -10.9, longitude: -37.1 },
  SP: { name: "São Paulo", latitude: -23.5, longitude: -46.6 },
  TO: { name: "Tocantins", latitude: -10.2, longitude: -48.4 },
};
