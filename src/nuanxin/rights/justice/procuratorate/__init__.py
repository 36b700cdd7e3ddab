"""The procuratorate's leg: supervision of filing, arrest, indictment; and support for civil suits."""
