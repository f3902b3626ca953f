"""What `render_tables` draws: a module for each subject, and how tables are drawn."""
