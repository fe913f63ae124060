"""The recordings of the course, behind `data_fetch`: records, layouts of files, downloads, loading."""
